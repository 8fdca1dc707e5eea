# What the packages' own installation would have done: they were only unpacked.
set -eu

for what in passwd group; do cp "/usr/share/base-passwd/$what.master" "/etc/$what"; done
add_user() { # name, number, home
  echo "$1:x:$2:$2::$3:/bin/sh" >>/etc/passwd
  echo "$1:x:$2:" >>/etc/group
  mkdir -p "$3"
  chown "$2:$2" "$3"
}
add_user postgres 999 /var/lib/postgresql
add_user redis 998 /data
add_user rabbitmq 997 /var/lib/rabbitmq

echo "hosts: files dns" >/etc/nsswitch.conf
ln -sf mawk /usr/bin/awk
mkdir -p /docker-entrypoint-initdb.d /var/lib/postgresql/data /var/run/postgresql
chown postgres:postgres /var/lib/postgresql/data /var/run/postgresql
mkdir -p /etc/rabbitmq /var/log/rabbitmq
chown -R rabbitmq:rabbitmq /etc/rabbitmq /var/log/rabbitmq
echo "listen_addresses = '*'" >>/usr/local/pgsql/share/postgresql.conf.sample
ldconfig
localedef -i en_US -f UTF-8 en_US.UTF-8
