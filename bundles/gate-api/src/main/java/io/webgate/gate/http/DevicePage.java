// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.http;

import org.osgi.annotation.bundle.Header;
import org.osgi.service.component.annotations.ComponentPropertyType;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A page that a device opens to be enrolled and to work, such as a waiter's phone: put it on the servlet of that page. Who
 * enrols a device for the module is then shown a QR code with the page's address and the one-time code behind it, as
 * {@code #code=…}: the page redeems it ({@code POST /api/v1/enrolments/redeem}) and takes it out of the address. The
 * class that bears it is a component of its bundle; one such page for a bundle.
 */
@Header(name = DevicePage.HEADER, value = "${#path}")
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface DevicePage {

    /** Makes the service properties {@code webgate.device.page.module} and {@code webgate.device.page.path}. */
    String PREFIX_ = "webgate.device.page.";

    /** Header of the bundle with the page's path, so that the host knows of it while the page is not served. */
    String HEADER = "WebGate-Device-Page";

    /** Whose devices. */
    String module();

    /** The page's path from the host's root. */
    String path();
}
