error: the server doesn't have a resource type "clusters"
