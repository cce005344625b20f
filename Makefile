# The ways into this project; `make help` lists them.

SWIFT ?= swift
IMPORTLINT := .build/release/importlint
SEEDS ?= 20
RUNS ?= 100000000
SIZES ?= 1000,3000,10000
STATIC := $(CURDIR)/.build/static-libraries

# The release executable runs when copied alone to another machine: Swift's runtime, libyaml and
# RE2 are inside it. Its symbols are stripped, and not exported: that makes it start sooner.
RELEASE := -c release --static-swift-stdlib -Xlinker -s -Xlinker --no-export-dynamic
BUILD = PKG_CONFIG_PATH=$(STATIC) $(SWIFT) build $(RELEASE) --product importlint

.DEFAULT_GOAL := help

.PHONY: help
help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 13

.PHONY: setup
setup: ## install the missing system packages (apt; sudo where not root)
	@scripts/setup.sh

.PHONY: build
build: setup ## build the release executable, .build/release/importlint
	@scripts/static-libraries.sh $(STATIC)
	$(BUILD)

# A cluster that is not ready is what the demo is there to show: exit code 1, and no other.
.PHONY: demo
demo: build ## build, then judge the sample snapshot in demo/
	@$(IMPORTLINT) check demo/snapshot --target demo/target.yaml; code=$$?; \
	if [ $$code -ne 1 ]; then \
	  echo "demo: exit code $$code where 1 (not ready) was expected" >&2; exit 1; \
	fi

.PHONY: test
test: setup ## run all tests; of the commands, those of a release executable
	@scripts/static-libraries.sh $(STATIC)
	@SWIFT="$(SWIFT)" BUILD='$(BUILD)' scripts/test.sh

.PHONY: browser
browser: setup ## test the HTML report in headless Chromium, with axe-core; pictures in .build/browser
	@SWIFT="$(SWIFT)" scripts/browser.sh

.PHONY: rules
rules: setup ## regenerate what is made from rules/ and its declarations: Swift, documentation, schemas
	$(SWIFT) run generate-rules

.PHONY: manual
manual: build ## regenerate what is made from the commands: manual pages, completions, docs/commands.md
	scripts/manual.py $(IMPORTLINT)

# RELEASES=URL is where releases are published: templates name it. VERSION is held against what the
# executable says.
.PHONY: release
release: setup ## build and pack a release into dist/: VERSION=1.0.0 RELEASES=https://…
	scripts/release/build.sh .build-release-parts
	python3 -B scripts/release/package.py .build-release-parts dist \
	  $(if $(VERSION),--version $(VERSION)) $(if $(RELEASES),--base-url $(RELEASES))

.PHONY: try
try: ## install, run and remove what lies in dist/ (as root, with debootstrap)
	scripts/release/try.sh dist

.PHONY: reproduce
reproduce: setup ## build the release in two folders, and compare
	scripts/release/reproduce.sh

.PHONY: bench
bench: build ## measure speed and memory on a large List, and CEL, each beside others
	@Benchmarks/run.sh $(IMPORTLINT)
	@Benchmarks/cel.sh

.PHONY: fleet-bench
fleet-bench: build ## judge and merge fleets of made clusters: SIZES=1000,3000,10000 (some 40 minutes)
	@Benchmarks/fleet.py $(IMPORTLINT) --sizes $(SIZES)

.PHONY: engines
engines: build ## judge a fleet by GNU parallel, Slurm and an Indexed Job's environment, and compare
	@scripts/fleet-engines.sh $(IMPORTLINT)

.PHONY: fuzz
fuzz: setup ## search for inputs that crash or contradict: MINUTES=10 each, or one TARGET=yaml
	@Fuzzing/run.sh $(TARGET)

.PHONY: bombs
bombs: build ## judge what costs most for its bytes, some thousand inputs of 16 MB (half an hour)
	@Fuzzing/bombs.py $(IMPORTLINT)

.PHONY: compare-yaml
compare-yaml: setup ## hold the two readers of YAML against each other: RUNS=100000000 inputs (hours)
	@MINUTES=100000 RUNS=$(RUNS) SANITIZERS=fuzzer Fuzzing/run.sh printed

LAWS = LAW_SEEDS=$(SEEDS) $(SWIFT) test --disable-xctest -c release -Xswiftc -enable-testing \
  --scratch-path .build-laws

.PHONY: laws
laws: setup ## part exports (SEEDS=20 of each kind and state), lost and cut files, memory, time by size
	$(LAWS) --filter 'SubsetLaw|CutLaw|AnonymizingLaw|StateTests/removal|ExitCodeTests/memory'
	@# What compares times has the machine for itself.
	$(LAWS) --no-parallel --filter 'LinearityTests|BatchResultTests|CredentialTextTests/linear'

.PHONY: clean
clean: ## remove everything that was built
	rm -rf .build .build-* Benchmarks/.build dist
