// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import io.webgate.access.Route;
import io.webgate.gate.api.GateNames;
import io.webgate.gate.http.AdminPage;
import io.webgate.gate.http.Role;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * A page that a plugin adds. Immutable.
 *
 * @param path without a slash at its end
 * @param bundle symbolic name of its plugin
 * @param rawLabel as declared; see {@link AdminPage#label()}
 * @param rawTitle as declared
 * @param rawCategory as declared
 * @param role that sees it in the menu
 * @param texts of its bundle
 * @param looks what the servlet declares to be looked at, for a reader who switches language or theme
 * @param running its servlet is there
 */
record ExtensionPage(
        String path,
        String bundle,
        String rawLabel,
        String rawTitle,
        String rawCategory,
        Role role,
        BundleTexts texts,
        List<Route> looks,
        boolean running) {

    /** Below which every plugin's page stands that does not stand behind the gate. */
    static final String ROOT = "/admin/ext/";

    private static final Logger LOG = LoggerFactory.getLogger(ExtensionPage.class);

    /**
     * The page that a servlet's service properties declare.
     *
     * @return empty where no pattern is below {@link #ROOT}, nor in the gate's context
     */
    static Optional<ExtensionPage> of(Function<String, Object> properties, String bundle, BundleTexts texts) {
        String label = text(properties, "label");
        boolean gate = GateNames.CONTEXT_SELECT.equals(
                properties.apply(HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_SELECT));
        String root = gate ? GateNames.CONTEXT_PATH + "/" : ROOT;
        return texts(properties.apply(HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN)).stream()
                .map(ExtensionPage::prefix)
                .map(path -> gate ? GateNames.CONTEXT_PATH + path : path)
                .filter(path -> path.startsWith(root) && path.length() > root.length())
                .findFirst()
                .map(path -> new ExtensionPage(
                        path,
                        bundle,
                        label,
                        text(properties, "title"),
                        text(properties, "category"),
                        role(text(properties, "role")),
                        texts,
                        looks(texts(properties.apply(Route.PROPERTY))),
                        true));
    }

    String label(Locale locale) {
        return texts.label(rawLabel, locale);
    }

    String title(Locale locale) {
        return rawTitle.isEmpty() ? label(locale) : texts.label(rawTitle, locale);
    }

    String category(Locale locale) {
        return texts.label(rawCategory, locale);
    }

    /** Whether a request's path is this page's, or below it. */
    boolean has(String requested) {
        return requested.equals(path) || requested.startsWith(path + "/");
    }

    ExtensionPage stopped() {
        return new ExtensionPage(path, bundle, rawLabel, rawTitle, rawCategory, role, texts, looks, false);
    }

    /**
     * Where a reader sees again what stood at this path, if it was the answer to a form: there, where the plugin has a page
     * at it, else at the nearest page above it, at the last the plugin's first page.
     *
     * @param requested of this page, see {@link #has}
     */
    String seenAt(String requested) {
        return PageTable.nearest(
                requested,
                at -> at.equals(path)
                        || looks.stream().anyMatch(look -> look.match(at).isPresent()));
    }

    /** The door says in the log which declaration it does not understand. */
    private static List<Route> looks(List<String> declared) {
        List<Route> looks = new ArrayList<>();
        for (String one : declared) {
            try {
                Route route = Route.parse(one);
                if (route.takes("GET")) {
                    looks.add(route);
                }
            } catch (IllegalArgumentException notUnderstood) {
                LOG.debug("Not looked at: {}", notUnderstood.getMessage());
            }
        }
        return List.copyOf(looks);
    }

    private static String prefix(String pattern) {
        return pattern.endsWith("/*") ? pattern.substring(0, pattern.length() - 2) : pattern;
    }

    private static String text(Function<String, Object> properties, String name) {
        Object value = properties.apply(AdminPage.PREFIX_ + name);
        return value == null ? "" : value.toString().strip();
    }

    /** An unknown role is taken for the strongest. */
    private static Role role(String name) {
        return name.isEmpty()
                ? Role.VIEWER
                : Arrays.stream(Role.values())
                        .filter(role -> role.name().equalsIgnoreCase(name))
                        .findFirst()
                        .orElse(Role.ADMIN);
    }

    private static List<String> texts(Object property) {
        if (property instanceof String[] many) {
            return List.of(many);
        }
        if (property instanceof Collection<?> many) {
            return many.stream().map(Object::toString).toList();
        }
        return property == null ? List.of() : List.of(property.toString());
    }
}
