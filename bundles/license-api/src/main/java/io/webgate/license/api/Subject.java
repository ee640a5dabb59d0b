// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import java.util.Optional;

/**
 * Who takes a seat. The same subject on the same module has one seat, however often it asks.
 *
 * @param device the device, as its enrolment or its application names it
 * @param holder the person at it, where a module tells people apart (a waiter)
 * @param label how the pages call the device
 */
public record Subject(String device, Optional<String> holder, Optional<String> label) {

    public Subject {
        Bounded.text("Device", device, 128);
        holder.ifPresent(text -> Bounded.text("Holder", text, 128));
        label.ifPresent(text -> Bounded.text("Label", text, 128));
    }

    /** Whether both are the same device and the same person; the label is only a label. */
    public boolean sameAs(Subject other) {
        return device.equals(other.device) && holder.equals(other.holder);
    }
}
