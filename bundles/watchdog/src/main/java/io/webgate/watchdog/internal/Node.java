// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

/**
 * A bundle as the watchdog sees it.
 *
 * @param id in the framework
 * @param name its symbolic name
 * @param run what it is doing
 * @param autostart it was started for good, and not stopped for good since
 * @param level its start level
 * @param modified when it was installed or updated, so that a failure is told from one of an older revision
 */
record Node(long id, String name, String version, Run run, boolean autostart, int level, long modified) {

    /** What a bundle is doing. */
    enum Run {
        /** Could be started. */
        DOWN,
        /** Lacks something that it needs. */
        UNRESOLVED,
        STARTING,
        UP,
        STOPPING;

        boolean isUp() {
            return this == STARTING || this == UP;
        }

        boolean isDown() {
            return this == DOWN || this == UNRESOLVED;
        }
    }
}
