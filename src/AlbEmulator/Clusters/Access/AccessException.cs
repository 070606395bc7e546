namespace AlbEmulator.Clusters.Access;

/// <summary>There is no way to a cluster: what is wrong with a kubeconfig or with what it names, in words that hold no secret.</summary>
internal sealed class AccessException(string message) : Exception(message);
