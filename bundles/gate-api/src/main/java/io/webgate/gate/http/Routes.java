// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.http;

import org.osgi.service.component.annotations.ComponentPropertyType;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The routes of a servlet, each {@code METHOD /path right}: {@code "GET /api/v1/licenses viewer"}. {@code {name}} stands
 * for one segment, a trailing {@code /**} for any rest. A path that no servlet declares is denied (T48).
 */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Routes {

    /** Makes the service property {@code webgate.routes}. */
    String PREFIX_ = "webgate.";

    /** The routes. */
    String[] value();
}
