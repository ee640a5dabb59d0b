// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Values that nearly every document names again: a module, an application, a time zone. Each is made and checked once and
 * shared, so that ten thousand documents of five modules hold five names of these and not fifty thousand. What does not fit
 * any more is made anew each time. Safe for all threads.
 */
final class Known<T> implements Function<String, T> {

    /** No catalogue has so many names; a vendor's private ones fill no memory. */
    static final int MOST = 1_000;

    private final Map<String, T> byText = new ConcurrentHashMap<>();
    private final Function<String, T> form;

    /** @param form makes the value of its text; what it throws for others is thrown each time */
    Known(Function<String, T> form) {
        this.form = form;
    }

    @Override
    public T apply(String text) {
        T known = byText.get(text);
        if (known != null) {
            return known;
        }
        T made = form.apply(text);
        if (byText.size() < MOST) {
            T other = byText.putIfAbsent(text, made);
            return other == null ? made : other;
        }
        return made;
    }
}
