// SPDX-License-Identifier: Apache-2.0
package io.webgate.edition.small.internal;

import io.webgate.license.spi.BuiltInEdition;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/**
 * Small Edition (R33): what it is licensed for stands in {@code META-INF/webgate/edition/small.properties}. Thread-safe.
 */
@Component(configurationPolicy = ConfigurationPolicy.IGNORE)
public final class SmallEdition implements BuiltInEdition {

    @Override
    public String name() {
        return "small";
    }
}
