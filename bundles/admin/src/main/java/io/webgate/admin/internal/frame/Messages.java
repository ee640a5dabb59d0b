// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import io.webgate.license.api.Quoted;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The texts of the pages in one language. A key is {@code area.rest}; its area names the file {@code text/AREA}. A text is
 * a {@link MessageFormat} pattern where arguments are given. What depends on a number has a key for each plural form:
 * {@code .one}, {@code .few}, {@code .many}; English uses {@code .one} and {@code .many}. A name that the pattern puts into
 * quotation marks has its own ones made inner ones. Immutable; thread-safe.
 */
public final class Messages {

    private static final String FOLDER = "io.webgate.admin.internal.text.";

    private final Locale locale;
    private final Map<String, ResourceBundle> areas = new ConcurrentHashMap<>();

    private Messages(Locale locale) {
        this.locale = locale;
    }

    /** The texts in Russian where the locale is Russian, else in English. */
    public static Messages of(Locale locale) {
        return new Messages(locale.getLanguage().equals("ru") ? locale : Locale.ENGLISH);
    }

    public Locale locale() {
        return locale;
    }

    /**
     * The text.
     *
     * @throws MissingResourceException where there is no such key; a test reads every key in the sources
     */
    public String get(String key, Object... arguments) {
        String pattern = area(key).getString(key);
        return arguments.length == 0 ? pattern : new MessageFormat(pattern, locale).format(quoted(pattern, arguments));
    }

    private static Object[] quoted(String pattern, Object[] arguments) {
        Object[] quoted = arguments.clone();
        for (int at = 0; at < quoted.length; at++) {
            if (quoted[at] instanceof String name) {
                if (pattern.contains("\u00ab{" + at + "}\u00bb")) {
                    quoted[at] = Quoted.inRussian(name);
                } else if (pattern.contains("\u201c{" + at + "}\u201d")) {
                    quoted[at] = Quoted.inEnglish(name);
                }
            }
        }
        return quoted;
    }

    /** The text in the plural form of the number, which is argument 0; further arguments follow. */
    public String count(String key, long number, Object... more) {
        Object[] arguments = new Object[more.length + 1];
        arguments[0] = number;
        System.arraycopy(more, 0, arguments, 1, more.length);
        return get(key + "." + Plural.of(number, locale), arguments);
    }

    private ResourceBundle area(String key) {
        int dot = key.indexOf('.');
        if (dot < 1) {
            throw new IllegalArgumentException("Key '" + key + "' has no area");
        }
        return areas.computeIfAbsent(
                key.substring(0, dot),
                area -> ResourceBundle.getBundle(
                        FOLDER + area,
                        locale,
                        Messages.class.getClassLoader(),
                        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)));
    }
}
