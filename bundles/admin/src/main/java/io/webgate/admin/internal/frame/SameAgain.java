// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import io.webgate.gate.http.AdminPage;

import java.util.Map;

/**
 * How a reader comes to the same page again, in another language or theme. The answer to a form that only looks (a preview,
 * a review) is no address that a browser could be sent back to: there the switch sends that form again. A form that acts is
 * never sent again: where it was refused, its fields may be sent to the step before it, which only looks. Where a password was
 * typed nothing is sent, and the switch leads to the page with the form. Whoever says nothing is seen again at the address of
 * the request, or where that can't be looked at at the nearest page above it ({@link PageTable#seenAt},
 * {@link ExtensionPage#seenAt}). Immutable.
 *
 * @param path of the page, with its query; where fields are sent, without
 * @param fields what is sent to it again; none: the page is only looked at. They stand in the page, so no password is among
 *     them
 * @param encoding how they are sent
 */
public record SameAgain(String path, Map<String, String> fields, String encoding) {

    /** For texts of any size that the page reads by itself. */
    private static final String MULTIPART = "multipart/form-data";

    private static final String URLENCODED = "application/x-www-form-urlencoded";

    public SameAgain {
        fields = Map.copyOf(fields);
    }

    /** The answer to a form that has a file. */
    public SameAgain(String path, Map<String, String> fields) {
        this(path, fields, MULTIPART);
    }

    /** The answer to a plain form. */
    public static SameAgain form(String path, Map<String, String> fields) {
        return new SameAgain(path, fields, URLENCODED);
    }

    /** A page that can be looked at by its address. */
    public static SameAgain at(String path) {
        return new SameAgain(path, Map.of());
    }

    /** The page is the answer to a form. */
    public boolean isSent() {
        return !fields.isEmpty();
    }

    /** Where the form is sent. */
    public String address(String formToken) {
        return path + "?" + AdminPage.FORM_FIELD + "=" + formToken;
    }

    /**
     * Where it is sent by a reader who switches.
     *
     * @param preference {@code language} or {@code theme}
     * @param value its code
     */
    public String address(String formToken, String preference, String value) {
        return address(formToken) + "&" + preference + "=" + value;
    }
}
