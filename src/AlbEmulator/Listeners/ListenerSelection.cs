using AlbEmulator.Requests;
using AlbEmulator.Snapshots;

namespace AlbEmulator.Listeners;

/// <summary>Gives the request its one snapshot: the listener of the port on which it came.</summary>
internal sealed class ListenerSelection(RequestDelegate next, CurrentSnapshot snapshot)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = AlbRequest.Of(context);
        var connection = request.Connection;
        request.Listener = snapshot.Value.ByEndpoint.TryGetValue(connection.Listener.EndpointNames[0], out var listener)
            ? listener
            : connection.Listener;
        if (request.Listener.Hidden is { } hidden)
        {
            request.HeaderNotes?.Hide(hidden);
        }

        return next(context);
    }
}
