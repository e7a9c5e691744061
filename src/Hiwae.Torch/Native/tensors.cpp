// Tensor memory and properties. A handle is a heap-allocated at::Tensor.
#include "abi.h"

#include <ATen/ops/empty.h>

namespace {
at::Tensor& tensor_at(void* handle) {
  return *static_cast<at::Tensor*>(handle);
}
}  // namespace

HIWAE_EXPORT void hiwae_tensor_delete(void* handle) {
  delete static_cast<at::Tensor*>(handle);
}

HIWAE_EXPORT char* hiwae_tensor_empty(const int64_t* sizes, int32_t rank, int32_t dtype, int32_t requires_grad, void** result) {
  return hiwae::guarded([&] {
    auto tensor = at::empty(at::IntArrayRef(sizes, rank), at::TensorOptions().dtype(static_cast<at::ScalarType>(dtype)));
    if (requires_grad) tensor.set_requires_grad(true);
    *result = new at::Tensor(std::move(tensor));
  });
}

HIWAE_EXPORT char* hiwae_tensor_data(void* handle, void** data) {
  return hiwae::guarded([&] { *data = tensor_at(handle).data_ptr(); });
}

HIWAE_EXPORT int32_t hiwae_tensor_rank(void* handle) {
  return static_cast<int32_t>(tensor_at(handle).dim());
}

HIWAE_EXPORT int64_t hiwae_tensor_count(void* handle) {
  return tensor_at(handle).numel();
}

HIWAE_EXPORT char* hiwae_tensor_sizes(void* handle, int64_t* sizes) {
  return hiwae::guarded([&] {
    const auto values = tensor_at(handle).sizes();
    std::copy(values.begin(), values.end(), sizes);
  });
}

HIWAE_EXPORT char* hiwae_tensor_strides(void* handle, int64_t* strides) {
  return hiwae::guarded([&] {
    const auto values = tensor_at(handle).strides();
    std::copy(values.begin(), values.end(), strides);
  });
}

HIWAE_EXPORT int64_t hiwae_tensor_offset(void* handle) {
  return tensor_at(handle).storage_offset();
}

HIWAE_EXPORT int32_t hiwae_tensor_dtype(void* handle) {
  return static_cast<int32_t>(tensor_at(handle).scalar_type());
}

HIWAE_EXPORT int32_t hiwae_tensor_device(void* handle, int32_t* index) {
  const auto device = tensor_at(handle).device();
  *index = device.index();
  return static_cast<int32_t>(device.type());
}

HIWAE_EXPORT int32_t hiwae_tensor_contiguous(void* handle) {
  return tensor_at(handle).is_contiguous();
}

HIWAE_EXPORT int32_t hiwae_tensor_is_leaf(void* handle) {
  return tensor_at(handle).is_leaf();
}

HIWAE_EXPORT int32_t hiwae_tensor_requires_grad(void* handle) {
  return tensor_at(handle).requires_grad();
}

HIWAE_EXPORT char* hiwae_tensor_set_requires_grad(void* handle, int32_t value) {
  return hiwae::guarded([&] { tensor_at(handle).set_requires_grad(value != 0); });
}

HIWAE_EXPORT char* hiwae_tensor_retain_grad(void* handle) {
  return hiwae::guarded([&] { tensor_at(handle).retain_grad(); });
}

HIWAE_EXPORT char* hiwae_tensor_grad(void* handle, void** result) {
  return hiwae::guarded([&] { *result = hiwae::handle_of(tensor_at(handle).grad()); });
}

HIWAE_EXPORT char* hiwae_tensor_set_grad(void* handle, void* grad) {
  return hiwae::guarded([&] {
    auto& tensor = tensor_at(handle);
    if (!grad) {
      tensor.mutable_grad().reset();
      return;
    }
    const auto& value = tensor_at(grad);
    TORCH_CHECK(value.sizes() == tensor.sizes() && value.scalar_type() == tensor.scalar_type(),
                "assigned grad has data of a different size or type: ", value.sizes(), " ", value.scalar_type(), ", not ",
                tensor.sizes(), " ", tensor.scalar_type());
    tensor.mutable_grad() = value;
  });
}

HIWAE_EXPORT char* hiwae_tensor_set_data(void* handle, void* source) {
  return hiwae::guarded([&] { tensor_at(handle).set_data(tensor_at(source)); });
}

HIWAE_EXPORT char* hiwae_tensor_item(void* handle, Value* result) {
  return hiwae::guarded([&] {
    const auto scalar = tensor_at(handle).item();
    if (scalar.isFloatingPoint()) {
      result->kind = Kind::Double;
      result->number = scalar.toDouble();
    } else if (scalar.isBoolean()) {
      result->kind = Kind::Bool;
      result->integer = scalar.toBool();
    } else {
      result->kind = Kind::Int;
      result->integer = scalar.toLong();
    }
  });
}
