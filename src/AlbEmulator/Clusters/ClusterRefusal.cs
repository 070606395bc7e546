using System.Net;

namespace AlbEmulator.Clusters;

/// <summary>A cluster answers, and does not do what it was asked for.</summary>
/// <param name="status">The status of its answer, or the code of the event.</param>
/// <param name="message">Why, on one line.</param>
internal sealed class ClusterRefusal(HttpStatusCode status, string message) : Exception(message)
{
    public HttpStatusCode Status { get; } = status;
}
