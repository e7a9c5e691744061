// What crosses the border between C# and libtorch. Native/Interop in C# mirrors every line of this file.
#pragma once
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <exception>

#include <ATen/core/Tensor.h>
#include <c10/util/Exception.h>

#define HIWAE_EXPORT extern "C" __attribute__((visibility("default")))

enum class Kind : int32_t {
  None = 0,
  Tensor = 1,
  Int = 2,
  Double = 3,
  Bool = 4,
  IntList = 5,
  DoubleList = 6,
  BoolList = 7,
  TensorList = 8,
  Generator = 9,
  Device = 10,
  String = 11,
  Default = 12,
};

// An argument, or a result: a kind, a length for lists, and a payload.
struct Value {
  Kind kind;
  int32_t count;
  union {
    int64_t integer;
    double number;
    void* pointer;
  };
};

namespace hiwae {

// Sets the flush-to-zero flags of the calling thread, once a thread.
void flush_denormals();

inline char* copy_text(const char* text) {
  return strdup(text ? text : "unknown error");
}

// Runs a body; what it throws becomes a message that the caller frees.
template <typename Body>
char* guarded(Body&& body) noexcept {
  flush_denormals();
  try {
    body();
    return nullptr;
  } catch (const c10::Error& error) {
    return copy_text(error.what_without_backtrace());
  } catch (const std::exception& error) {
    return copy_text(error.what());
  } catch (...) {
    return copy_text("libtorch threw something that is not an exception");
  }
}

inline at::Tensor* handle_of(at::Tensor tensor) {
  return tensor.defined() ? new at::Tensor(std::move(tensor)) : nullptr;
}

}  // namespace hiwae
