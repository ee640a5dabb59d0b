// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

/** One line of a licence: a module and a quantity. */
public record Entitlement(ModuleId module, long quantity) {

    public Entitlement {
        if (quantity < 0) {
            throw new IllegalArgumentException("Quantity " + quantity + " of " + module + " is negative");
        }
    }
}
