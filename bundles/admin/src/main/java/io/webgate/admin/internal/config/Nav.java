// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.config;

import io.webgate.settings.Definition;
import io.webgate.settings.Saved;
import io.webgate.settings.Settings;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * What can be set, at the left of each page.
 *
 * @param own what speaks the reader's languages: the host's settings and the plugins'
 * @param platform what else runs here, in English alone
 */
public record Nav(List<Entry> own, List<Entry> platform) {

    public Nav {
        own = List.copyOf(own);
        platform = List.copyOf(platform);
    }

    /**
     * One entry.
     *
     * @param inner configurations of a factory
     */
    public record Entry(String label, String href, boolean current, List<Entry> inner) {

        public Entry {
            inner = List.copyOf(inner);
        }
    }

    /** @param pid of the page; empty text: none */
    static Nav of(Settings settings, String pid, Locale locale) {
        List<Definition> all = settings.definitions();
        return new Nav(entries(settings, all, true, pid, locale), entries(settings, all, false, pid, locale));
    }

    private static List<Entry> entries(
            Settings settings, List<Definition> all, boolean bilingual, String pid, Locale locale) {
        return all.stream()
                .filter(one -> one.bilingual() == bilingual)
                .map(one -> entry(settings, one, pid, locale))
                .toList();
    }

    private static Entry entry(Settings settings, Definition definition, String pid, Locale locale) {
        List<Saved> saved = definition.factory() ? settings.saved(definition) : List.of();
        return new Entry(
                definition.name().in(locale),
                href(definition.pid()),
                definition.pid().equals(pid),
                saved.stream()
                        .map(one -> new Entry(
                                definition.label(one),
                                href(one.pid()),
                                one.pid().equals(pid),
                                List.of()))
                        .toList());
    }

    /** The page of a PID. */
    public static String href(String pid) {
        return "/admin/config/"
                + URLEncoder.encode(pid, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("%7E", "~");
    }
}
