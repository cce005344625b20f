#include "regex_shim.h"
