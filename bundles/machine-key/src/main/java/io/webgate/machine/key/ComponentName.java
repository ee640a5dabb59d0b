// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key;

/** What a machine key is made from, in the order of its groups (R15). The codes go into the hash: they never change. */
enum ComponentName {
    SYSTEM_UUID("system-uuid", true),
    BOARD_SERIAL("board-serial", true),
    DISK_SERIAL("disk-serial", false),
    NETWORK_CARD("network-card", false),
    MACHINE_ID("machine-id", false);

    private final String code;
    private final boolean rootOnly;

    ComponentName(String code, boolean rootOnly) {
        this.code = code;
        this.rootOnly = rootOnly;
    }

    String code() {
        return code;
    }

    /** The operating system shows it to root alone, so it is kept once it was read. */
    boolean isRootOnly() {
        return rootOnly;
    }
}
