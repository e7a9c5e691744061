// One build serves every processor: a function that is marked so is compiled several times, and the version for the processor
// at hand is chosen as the library is loaded.
#pragma once
#include <cstdint>  // brings the C library's own name into sight

#if defined(__x86_64__) && defined(__GLIBC__) && defined(__GNUC__) && !defined(__clang__) && __GNUC__ >= 12
#define HIWAE_FOR_EACH_PROCESSOR __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define HIWAE_FOR_EACH_PROCESSOR
#endif
