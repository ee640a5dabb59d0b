// SPDX-License-Identifier: Apache-2.0
/** A third party's plugin: its module, its sessions and its page are all that it is made of. */
@RequireGate
@RequireLicense(module = Reservations.MODULE, path = Reservations.PATH)
@NullMarked
package com.example.reservations;

import io.webgate.gate.api.RequireGate;
import io.webgate.gate.api.RequireLicense;
import org.jspecify.annotations.NullMarked;
