// SPDX-License-Identifier: Apache-2.0
/** What has changed, told to whoever listens: the stream of Server-Sent Events. */
@NullMarked
package io.webgate.rest.internal.events;

import org.jspecify.annotations.NullMarked;
