// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import io.webgate.license.api.LocalizedText;

/**
 * What is wrong with a setting.
 *
 * @param key of the setting
 * @param text what, and what to write instead; never a secret's value
 */
record Fault(String key, LocalizedText text) {

    static Fault of(String key, String english, String russian) {
        return new Fault(key, new LocalizedText(english, russian));
    }
}
