#!/bin/sh
# Serves as the user rabbitmq. RabbitMQ reads RABBITMQ_DEFAULT_USER, _PASS and _VHOST by itself.
set -eu

if [ "$(id -u)" = 0 ] && [ "${1:-}" = rabbitmq-server ]; then
  chown -R rabbitmq:rabbitmq /var/lib/rabbitmq /etc/rabbitmq
  exec setpriv --reuid=rabbitmq --regid=rabbitmq --clear-groups "$0" "$@"
fi
if [ "${1:-}" = rabbitmq-server ] && [ ! -e /etc/rabbitmq/rabbitmq.conf ]; then
  echo "loopback_users.guest = false" >/etc/rabbitmq/rabbitmq.conf
fi
exec "$@"
