module fotoflytt.invalid/rclone

go 1.26.0

require github.com/rclone/rclone v1.76.0
