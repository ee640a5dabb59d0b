// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import io.webgate.gate.http.AdminPage;

import java.util.Map;

/**
 * How a reader comes to the same page again, in another language or theme. A page that answers a form is no address that
 * a browser could be sent back to: there the switch sends the form again. Immutable.
 *
 * @param path of the page, with its query; where fields are sent, without
 * @param fields what is sent to it again; none: the page is only looked at
 */
public record SameAgain(String path, Map<String, String> fields) {

    public SameAgain {
        fields = Map.copyOf(fields);
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
