// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of the host as a whole. */
@ObjectClassDefinition(
        id = HostSettings.PID,
        localization = "OSGI-INF/l10n/host",
        name = "%host.name",
        description = "%host.description")
@interface HostSettings {

    /** Under which the settings are found. */
    String PID = "io.webgate.host";

    /** Which applications the host plays: a licence counts only where one of its applications is among them (R4). */
    @AttributeDefinition(name = "%applications.name", description = "%applications.description")
    String[] applications() default {"powerpos.data-server", "openservice.data-server"};
}
