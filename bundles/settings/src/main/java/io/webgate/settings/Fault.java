// SPDX-License-Identifier: Apache-2.0
package io.webgate.settings;

import io.webgate.license.api.LocalizedText;

/**
 * Why a draft can't be saved, or what has to be known of it.
 *
 * @param key of the setting; empty where it concerns them all
 * @param text what is wrong and what to do, without the value of a secret
 */
public record Fault(String key, LocalizedText text) {}
