// SPDX-License-Identifier: Apache-2.0
package io.webgate.sample.tables;

import org.osgi.service.component.annotations.Component;

import java.util.concurrent.atomic.AtomicInteger;

/** How many tables there are. Thread-safe; forgotten when the plugin stops. */
@Component(service = Tables.class)
public final class Tables {

    static final int MOST = 500;

    private static final int AT_FIRST = 12;

    private final AtomicInteger number = new AtomicInteger(AT_FIRST);

    int number() {
        return number.get();
    }

    /** False, and nothing is changed, where no room has so many. */
    boolean change(int tables) {
        if (tables < 1 || tables > MOST) {
            return false;
        }
        number.set(tables);
        return true;
    }
}
