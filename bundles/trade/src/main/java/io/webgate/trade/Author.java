// SPDX-License-Identifier: Apache-2.0
package io.webgate.trade;

import io.webgate.license.api.ModuleId;

/**
 * Who made a document.
 *
 * @param owner apart from every other client: within an owner a key means one document
 * @param person who worked at the device
 * @param device as it is enrolled, or the name of the program
 * @param module in whose session
 * @param session the session
 */
public record Author(String owner, String person, String device, ModuleId module, String session) {}
