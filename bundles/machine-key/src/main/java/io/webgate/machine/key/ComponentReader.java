// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key;

/** Reads the components of a computer (R15). What cannot be read is absent or denied, never an exception. */
interface ComponentReader {

    Machine read();
}
