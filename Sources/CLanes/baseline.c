#include "CLanes.h"

#define LANES_TABLE lanes_baseline
#if defined(__aarch64__)
#define LANES_NAME "neon"
#else
#define LANES_NAME "baseline"
#endif
#include "kernels.inc"
