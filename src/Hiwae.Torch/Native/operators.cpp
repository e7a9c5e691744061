// One entry for every operator: arguments are boxed according to the operator's schema and sent through the dispatcher.
#include "abi.h"

#include <ATen/core/Generator.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/ivalue.h>

namespace {

struct Operator {
  c10::OperatorHandle handle;
  size_t returns;
};

[[noreturn]] void mismatch(const c10::Argument& argument) {
  throw std::invalid_argument("argument '" + argument.name() + "' does not take the value that was passed; it is declared as " +
                              argument.type()->str());
}

const c10::Type& unwrapped(const c10::Type& type) {
  return type.kind() == c10::TypeKind::OptionalType ? *type.castRaw<c10::OptionalType>()->getElementType() : type;
}

c10::IValue box_tensors(const Value& value, const c10::Type& type) {
  auto* const* items = static_cast<at::Tensor* const*>(value.pointer);
  const bool optional = type.castRaw<c10::ListType>()->getElementType()->kind() == c10::TypeKind::OptionalType;
  if (optional) {
    c10::List<c10::optional<at::Tensor>> list;
    list.reserve(value.count);
    for (int32_t i = 0; i < value.count; ++i)
      list.push_back(items[i] ? c10::optional<at::Tensor>(*items[i]) : c10::nullopt);
    return list;
  }
  c10::List<at::Tensor> list;
  list.reserve(value.count);
  for (int32_t i = 0; i < value.count; ++i)
    list.push_back(items[i] ? *items[i] : at::Tensor());
  return list;
}

c10::IValue box_list(const Value& value, const c10::Type& type, const c10::Argument& argument) {
  const auto element = type.castRaw<c10::ListType>()->getElementType()->kind();
  if (value.kind == Kind::IntList) {
    const auto* items = static_cast<const int64_t*>(value.pointer);
    if (element == c10::TypeKind::FloatType) {
      c10::List<double> list;
      for (int32_t i = 0; i < value.count; ++i) list.push_back(static_cast<double>(items[i]));
      return list;
    }
    c10::List<int64_t> list;
    list.reserve(value.count);
    for (int32_t i = 0; i < value.count; ++i) list.push_back(items[i]);
    return list;
  }
  if (value.kind == Kind::DoubleList) {
    const auto* items = static_cast<const double*>(value.pointer);
    c10::List<double> list;
    for (int32_t i = 0; i < value.count; ++i) list.push_back(items[i]);
    return list;
  }
  if (value.kind == Kind::BoolList) {
    const auto* items = static_cast<const int64_t*>(value.pointer);
    c10::List<bool> list;
    for (int32_t i = 0; i < value.count; ++i) list.push_back(items[i] != 0);
    return list;
  }
  if (value.kind == Kind::Int) {  // a lone number where the schema takes a list
    c10::List<int64_t> list;
    list.push_back(value.integer);
    return list;
  }
  mismatch(argument);
}

c10::IValue box(const Value& value, const c10::Argument& argument) {
  if (value.kind == Kind::Default) {
    if (argument.default_value()) return *argument.default_value();
    throw std::invalid_argument("argument '" + argument.name() + "' has no default value");
  }
  const auto& type = unwrapped(*argument.type());
  switch (value.kind) {
    case Kind::None:
      return type.kind() == c10::TypeKind::TensorType ? c10::IValue(at::Tensor()) : c10::IValue();
    case Kind::Tensor:
      return *static_cast<at::Tensor*>(value.pointer);
    case Kind::Int:
      if (type.kind() == c10::TypeKind::FloatType) return static_cast<double>(value.integer);
      if (type.kind() == c10::TypeKind::BoolType) return value.integer != 0;
      if (type.kind() == c10::TypeKind::ListType) return box_list(value, type, argument);
      return value.integer;
    case Kind::Double:
      if (type.kind() == c10::TypeKind::IntType) mismatch(argument);
      return value.number;
    case Kind::Bool:
      if (type.kind() == c10::TypeKind::IntType) return value.integer;
      return value.integer != 0;
    case Kind::IntList:
    case Kind::DoubleList:
    case Kind::BoolList:
      if (type.kind() != c10::TypeKind::ListType) mismatch(argument);
      return box_list(value, type, argument);
    case Kind::TensorList:
      if (type.kind() != c10::TypeKind::ListType) mismatch(argument);
      return box_tensors(value, type);
    case Kind::Generator:
      return *static_cast<at::Generator*>(value.pointer);
    case Kind::Device:
      return c10::Device(static_cast<c10::DeviceType>(value.integer), static_cast<c10::DeviceIndex>(value.count));
    case Kind::String:
      return std::string(static_cast<const char*>(value.pointer), value.count);
    default:
      mismatch(argument);
  }
}

Value unbox(const c10::IValue& result) {
  Value value{Kind::None, 0, {0}};
  if (result.isTensor()) {
    value.kind = Kind::Tensor;
    value.pointer = hiwae::handle_of(result.toTensor());
  } else if (result.isTensorList()) {
    const auto list = result.toTensorVector();
    auto** handles = static_cast<at::Tensor**>(std::malloc(sizeof(at::Tensor*) * (list.size() + 1)));
    for (size_t i = 0; i < list.size(); ++i) handles[i] = new at::Tensor(list[i]);
    value.kind = Kind::TensorList;
    value.count = static_cast<int32_t>(list.size());
    value.pointer = handles;
  } else if (result.isInt()) {
    value.kind = Kind::Int;
    value.integer = result.toInt();
  } else if (result.isDouble()) {
    value.kind = Kind::Double;
    value.number = result.toDouble();
  } else if (result.isBool()) {
    value.kind = Kind::Bool;
    value.integer = result.toBool();
  } else if (!result.isNone()) {
    throw std::invalid_argument("the operator returns a " + result.tagKind() + ", which has no counterpart here");
  }
  return value;
}

}  // namespace

HIWAE_EXPORT char* hiwae_operator(const char* name, const char* overload, void** result) {
  return hiwae::guarded([&] {
    const auto handle = c10::Dispatcher::singleton().findSchemaOrThrow(name, overload);
    *result = new Operator{handle, handle.schema().returns().size()};
  });
}

// Arguments that are absent at the end take the schema's defaults. With a capacity of zero the results are dropped.
HIWAE_EXPORT char* hiwae_call(void* target, const Value* arguments, int32_t count, Value* results, int32_t capacity) {
  return hiwae::guarded([&] {
    const auto& op = *static_cast<const Operator*>(target);
    const auto& declared = op.handle.schema().arguments();
    if (static_cast<size_t>(count) > declared.size())
      throw std::invalid_argument(op.handle.schema().name() + " takes " + std::to_string(declared.size()) + " arguments, not " +
                                  std::to_string(count));
    c10::Stack stack;
    stack.reserve(declared.size());
    const Value absent{Kind::Default, 0, {0}};
    for (size_t i = 0; i < declared.size(); ++i)
      stack.push_back(box(i < static_cast<size_t>(count) ? arguments[i] : absent, declared[i]));
    op.handle.callBoxed(stack);
    for (int32_t i = 0; i < capacity; ++i)
      results[i] = static_cast<size_t>(i) < stack.size() ? unbox(stack[i]) : Value{Kind::None, 0, {0}};
  });
}

HIWAE_EXPORT void hiwae_free(void* memory) {
  std::free(memory);
}
