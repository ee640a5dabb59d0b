// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.http;

import org.osgi.service.component.annotations.ComponentPropertyType;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A page among the admin pages: put it on a servlet component with a whiteboard pattern below {@code /admin/ext/} and its
 * {@link Routes}, or on one in the gate's context ({@link io.webgate.gate.api.GateNames#CONTEXT_SELECT}), whose page then
 * stands below {@code /gate/} and goes with the gate. The servlet writes a fragment of HTML (what stands inside {@code <main>}); the frame around it adds
 * head, menu, theme, language and sign-in. {@code ${key}} in label, title and fragment is replaced from the bundle's
 * own localization ({@code Bundle-Localization}, else {@code OSGI-INF/l10n/bundle}) in the reader's language, escaped.
 *
 * <p>Every form of a signed-in browser that is not a GET sends back the form token: a hidden field {@link #FORM_FIELD}
 * with the value of the request attribute {@link #FORM_TOKEN}, or the header {@link #FORM_HEADER}. The door checks it
 * before the servlet is asked.
 */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface AdminPage {

    /** Makes the service properties {@code webgate.admin.label} and so on. */
    String PREFIX_ = "webgate.admin.";

    /** Request attribute with the token that forms send back; a text. */
    String FORM_TOKEN = "io.webgate.form-token";

    /** Request attribute with the language in which the page stands; a {@link java.util.Locale}. */
    String LANGUAGE = "io.webgate.page-language";

    /** Request attribute that a servlet may set: what stands above this answer instead of {@link #title}; a text. */
    String TITLE = "io.webgate.page-title";

    /** Name of the form field with the token. */
    String FORM_FIELD = "form-token";

    /** Name of the header with the token, for scripts. */
    String FORM_HEADER = "X-Form-Token";

    /** What the menu says; {@code %key} or {@code ${key}} for a localized one. */
    String label();

    /** What stands above the page; the label where empty. */
    String title() default "";

    /** Under which heading of the menu: empty for the plugins' own. */
    String category() default "";

    /** Who sees it in the menu: {@code viewer}, {@code operator}, {@code admin}. What is allowed is said by the routes. */
    String role() default "viewer";
}
