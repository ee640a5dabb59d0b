// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.spi;

import io.webgate.license.api.LocalizedText;
import org.osgi.annotation.versioning.ConsumerType;

import java.util.List;
import java.util.Map;

/**
 * What Metatype can't say of settings: a form that a text must have, a value that has no effect now. Asked before settings
 * are saved; register it as a service. A bundle that does not run asks nothing, so whoever reads the settings still bears
 * whatever stands there.
 */
@ConsumerType
public interface SettingsCheck {

    /** The PID, or the factory's, whose settings it knows. */
    String pid();

    /**
     * What there is to say of these settings. Changes nothing.
     *
     * @param values as they would be saved, typed; without those that are not set
     */
    List<Remark> check(Map<String, ?> values);

    /**
     * One thing to say.
     *
     * @param key of the setting; empty where it concerns them all
     * @param text what, and what to do; without the value of a secret
     * @param refuses they can't be saved so
     */
    record Remark(String key, LocalizedText text, boolean refuses) {}
}
