"""The engines: any Bolt server, the embedded one, and a real Neo4j started from its jars."""
