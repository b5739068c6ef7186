#pragma once
#include <stddef.h>
#include <stdint.h>

/// The loop of libFuzzer, which comes with the toolchain: makes inputs, and gives each to `take`.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*take)(const uint8_t *bytes, size_t count));
