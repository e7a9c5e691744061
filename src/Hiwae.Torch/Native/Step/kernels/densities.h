// The kernels of densities: draws, log-densities, crossed proposals, and the estimate.
#pragma once
#include "cross.h"
#include "draw.h"
#include "estimate.h"
#include "mixture.h"
#include "parameters.h"
#include "point.h"
#include "toy_target.h"
