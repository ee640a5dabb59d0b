// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The localization of a plugin's bundle, of its fragments too. Read at once, then immutable. */
final class BundleTexts {

    /** A plugin without texts. */
    static final BundleTexts NONE = new BundleTexts(new Properties(), new Properties());

    private static final Pattern KEY = Pattern.compile("\\$\\{([A-Za-z0-9_.-]{1,100})}");

    private final Properties plain;
    private final Properties russian;

    /** @param plain without a language, which stands in for what a language lacks */
    BundleTexts(Properties plain, Properties russian) {
        this.plain = plain;
        this.russian = russian;
    }

    /** The texts of a bundle at the place that its manifest names. */
    static BundleTexts of(Bundle bundle) {
        String named = bundle.getHeaders("").get(Constants.BUNDLE_LOCALIZATION);
        String base = named == null ? Constants.BUNDLE_LOCALIZATION_DEFAULT_BASENAME : named;
        Properties plain = read(bundle, base);
        plain.putAll(read(bundle, base + "_en"));
        return new BundleTexts(plain, read(bundle, base + "_ru"));
    }

    /** A label: the text of {@code %key} or {@code ${key}}; another text stays as it is. */
    String label(String text, Locale locale) {
        if (text.startsWith("%")) {
            return find(text.substring(1), locale).orElse(text.substring(1));
        }
        return replace(text, locale, found -> found);
    }

    /** The HTML with each {@code ${key}} replaced by its text, escaped; a key that is not there stays. */
    String html(String html, Locale locale) {
        return replace(html, locale, BundleTexts::escaped);
    }

    private String replace(String text, Locale locale, Function<String, String> made) {
        return KEY.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(
                        find(match.group(1), locale).map(made).orElseGet(match::group)));
    }

    private Optional<String> find(String key, Locale locale) {
        String found = locale.getLanguage().equals("ru") ? russian.getProperty(key) : null;
        return Optional.ofNullable(found == null ? plain.getProperty(key) : found);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static Properties read(Bundle bundle, String name) {
        Properties all = new Properties();
        int slash = name.lastIndexOf('/');
        Enumeration<URL> found = bundle.findEntries(
                slash < 0 ? "/" : name.substring(0, slash), name.substring(slash + 1) + ".properties", false);
        while (found != null && found.hasMoreElements()) {
            URL place = found.nextElement();
            try (Reader reader = new InputStreamReader(place.openStream(), StandardCharsets.UTF_8)) {
                all.load(reader);
            } catch (IOException unreadable) {
                throw new UncheckedIOException("Texts of bundle " + bundle + " at " + place, unreadable);
            }
        }
        return all;
    }
}
