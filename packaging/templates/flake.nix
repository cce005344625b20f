# `nix run path:FOLDER` of the folder that holds this file. It installs the static executable of
# this release: Nixpkgs' Swift is too old to build it. The address is where it is published.
{
  description = "Judge whether a Kubernetes cluster can be imported into Rancher";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs = { self, nixpkgs }:
    let
      systems = { amd64 = "x86_64-linux"; arm64 = "aarch64-linux"; };
      system = systems."@ARCH@";
      pkgs = nixpkgs.legacyPackages.${system};
      importlint = pkgs.stdenvNoCC.mkDerivation {
        pname = "importlint";
        version = "@VERSION@";
        src = pkgs.fetchurl {
          url = "@BASE_URL@/importlint-@VERSION@-linux-@ARCH@-static.tar.gz";
          sha256 = "@SHA256_STATIC@";
        };
        nativeBuildInputs = [ pkgs.installShellFiles ];
        dontFixup = true;
        installPhase = ''
          install -D -m 755 importlint $out/bin/importlint
          install -D -m 644 LICENSES.txt $out/share/doc/importlint/LICENSES.txt
          installManPage man/*.1
          installShellCompletion --cmd importlint --bash completions/importlint \
            --zsh completions/_importlint --fish completions/importlint.fish
        '';
        meta.platforms = builtins.attrValues systems;
      };
    in {
      packages.${system}.default = importlint;
      apps.${system}.default = { type = "app"; program = "${importlint}/bin/importlint"; };
    };
}
