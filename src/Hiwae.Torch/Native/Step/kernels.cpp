// The kernels of one instruction set; compiled once for each, with HIWAE_ISA naming it.
#include "step.h"

#include "kernels/math.h"

#include "kernels/dense.h"
#include "kernels/densities.h"
#include "kernels/images.h"

#define HIWAE_JOIN(a, b) a##b
#define HIWAE_TABLE(isa) HIWAE_JOIN(kernels_, isa)

namespace hiwae::step {
namespace HIWAE_ISA {
namespace {

// In the order of Kind.
const Kernel table[] = {
    linear, head_linear, own,        activate,   add,         condition,   weight_norm, layer_norm, dropout,     concat,   fill_missing,
    conv,   upsample,    crop,       to_images,  to_vectors,  draw,        log_density, cross,      log_softmax, within,   estimate, point,
    toy_target,
};
static_assert(sizeof(table) / sizeof(table[0]) == static_cast<size_t>(Kind::Count), "a kernel for each kind");

}  // namespace
}  // namespace HIWAE_ISA

const Kernel* const HIWAE_TABLE(HIWAE_ISA) = HIWAE_ISA::table;

}  // namespace hiwae::step
