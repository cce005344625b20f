# Homebrew's formula, for Homebrew on Linux: there are no executables for macOS. The addresses are
# where this release is published.
class Importlint < Formula
  desc "Judge whether a Kubernetes cluster can be imported into Rancher"
  homepage "@BASE_URL@"
  url "@BASE_URL@/importlint-@VERSION@-linux-@ARCH@-static.tar.gz"
  sha256 "@SHA256_STATIC@"
  version "@VERSION@"

  depends_on :linux

  def install
    bin.install "importlint"
    man1.install Dir["man/*.1"]
    bash_completion.install "completions/importlint"
    zsh_completion.install "completions/_importlint"
    fish_completion.install "completions/importlint.fish"
    doc.install "LICENSES.txt"
  end

  test do
    assert_match "importlint #{version}", shell_output("#{bin}/importlint --version")
  end
end
