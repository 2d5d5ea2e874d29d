package account

// tokenPrefix makes a leaked bearer token recognisable to people and to scanners of repositories.
const tokenPrefix = "dondoc_"
