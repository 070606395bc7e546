namespace AlbEmulator.Etcd;

/// <summary>No member of the etcd answered in time, or none does what is asked.</summary>
/// <param name="message">For a user.</param>
internal sealed class EtcdUnavailableException(string message) : IOException(message);
