// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.api;

import org.osgi.annotation.bundle.Attribute;
import org.osgi.annotation.bundle.Requirement;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the module that a plugin is licensed by, and its path under {@code /gate/}, in the plugin's manifest (D3). The
 * requirement is effective {@code active}: the plugin resolves without a licence, and the pages can say why it does not
 * run.
 */
@Requirement(namespace = GateNames.LICENSE_NAMESPACE, effective = "active", filter = "(module=${#module})")
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.PACKAGE})
public @interface RequireLicense {

    /** The module's id. */
    @Attribute(GateNames.LICENSE_MODULE)
    String module();

    /** The plugin's first path segment under {@code /gate/}. */
    @Attribute(GateNames.LICENSE_PATH)
    String path();
}
