// Operations on images, which lie channels-last: [rows, height · width · channels].
#pragma once
#include "conv.h"
#include "layout.h"
#include "resample.h"
