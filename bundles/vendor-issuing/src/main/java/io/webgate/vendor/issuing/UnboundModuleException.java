// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.ModuleId;

/** A licence with a module that is licensed computer by computer names no computer: it is not issued (R28). */
public final class UnboundModuleException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // Exceptions of this class never leave the process
    private final LocalizedText text;

    public UnboundModuleException(ModuleId module) {
        super(module + " must be bound to a machine key");
        text = new LocalizedText(
                module + " is licensed for one computer at a time: bind the licence to its machine key.",
                module + " лицензируется на каждый компьютер отдельно: привяжите лицензию к ключу компьютера.");
    }

    /** For the person who issues. */
    public LocalizedText text() {
        return text;
    }
}
