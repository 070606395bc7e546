namespace AlbEmulator.LogDelivery;

/// <summary>What a line of a log is of.</summary>
/// <param name="LoadBalancer"><c>app/NAME/16HEX</c>.</param>
/// <param name="NodeAddress">Address of the node that the line names.</param>
/// <param name="Time">UTC: the time that the line names.</param>
internal readonly record struct LogLineSource(string LoadBalancer, string NodeAddress, DateTime Time);
