// The kernels of networks of vectors: linear, head_linear, own, activate, add, condition, weight_norm, layer_norm, dropout, concat and
// fill_missing.
#pragma once
#include "elementwise.h"
#include "heads.h"
#include "joining.h"
#include "linear.h"
#include "normalisation.h"
