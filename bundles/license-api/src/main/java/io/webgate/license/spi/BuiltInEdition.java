// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.spi;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says that an edition which has its licences built in is here whole (R33). Its bundle brings the definition; the licence
 * documents made of it are signed at assembly and lie beside the signed catalogue, and the registry verifies them like any
 * other (R1). While the service is missing on such an edition, the registry is not ready (R53).
 */
@ConsumerType
public interface BuiltInEdition {

    /** Its name, as {@code LicenseRegistry.edition()} tells it. */
    String name();
}
