// SPDX-License-Identifier: Apache-2.0
package io.webgate.store.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of PID {@code io.webgate.store}. Without any, the embedded database in the host's home is used. */
@ObjectClassDefinition(
        id = "io.webgate.store",
        name = "%store.name",
        description = "%store.description",
        localization = "OSGI-INF/l10n/store")
@interface StoreConfig {

    @AttributeDefinition(name = "%url.name", description = "%url.description", required = false)
    String url() default "";

    @AttributeDefinition(name = "%user.name", description = "%user.description", required = false)
    String user() default "";

    @AttributeDefinition(
            name = "%password.name",
            description = "%password.description",
            required = false,
            type = AttributeType.PASSWORD)
    String password() default "";
}
