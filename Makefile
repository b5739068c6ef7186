# `make` alone lists what can be made.

SWIFT ?= swift
# One way to build: optimised, every import declared, and tool and tests from the same objects.
BUILD := $(SWIFT) build -c release --explicit-target-dependency-import-check error --disable-xctest
TEST := $(SWIFT) test -c release --skip-build --disable-xctest
RALL := .build/release/rall

# Real neurons for the tests: the folder named in the environment, else what `morphologies/get` brought.
RALL_MORPHOLOGIES ?= $(wildcard morphologies/real)
export RALL_MORPHOLOGIES := $(abspath $(RALL_MORPHOLOGIES))

SWIFT_FOLDERS := Package.swift Sources Tests Fuzz $(wildcard validation/*.swift) $(wildcard validation/honesty)
MODULES := $(filter-out RallTool,$(notdir $(wildcard Sources/Rall*)))
FORMAT := $(SWIFT) format
LINT := $(SWIFT) format lint --strict

.DEFAULT_GOAL := help
.PHONY: help packages build demo test lint format docs check-architecture validate test-readers examples clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-20s %s\n", $$1, $$2 }' Makefile

packages: ## install the system packages that are missing (HDF5, libyaml, pkg-config)
	@.ci/packages

build: packages ## build the command: .build/release/rall
	$(BUILD) --product rall

demo: build ## send a spike down a neuron: what it is, its velocity, its length constant, the file
	$(RALL) inspect morphologies/pyramidal.swc
	$(RALL) run morphologies/pyramidal.yaml --output demo.h5 --overwrite

test: packages ## build and run all tests
	$(BUILD) --build-tests
	$(TEST)

lint: ## check the format strictly
	$(LINT) -r $(SWIFT_FOLDERS)

format: ## write the format
	$(FORMAT) --in-place -r $(SWIFT_FOLDERS)

docs: packages ## build the documentation, a warning is an error: .build/documentation
	@mkdir -p .build/documentation
	$(SWIFT) package --allow-writing-to-directory .build/documentation \
	  generate-documentation $(addprefix --target ,$(MODULES)) --warnings-as-errors \
	  --enable-experimental-combined-documentation --output-path .build/documentation

check-architecture: packages ## compare the modules and their objects with docs/ARCHITECTURE.md
	$(BUILD) --product rall
	@.ci/check-architecture

validate: build ## judge rall by theory, by other programs and by bad input: validation/
	$(BUILD) --product rall-validation
	@.ci/validate

test-readers: build ## open results with h5py, SONATA's readers, xarray, MorphIO, pynwb and others, by pip
	@validation/readers/run.sh

examples: build ## run the examples of README and guides and compare what they print
	@.ci/check-examples

clean: ## remove what was built and computed here
	rm -rf .build .build-describe .build-fuzz .fuzz .venv-* demo.h5 demo.h5.part demo.h5.part.log
