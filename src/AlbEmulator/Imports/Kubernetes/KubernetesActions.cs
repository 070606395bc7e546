using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>Actions as a topology file has them, and those that the controller gives where a backend is missing.</summary>
internal static class KubernetesActions
{
    private const string Plain = "text/plain";

    /// <param name="origin">What it is made of.</param>
    /// <param name="type">Such as <c>redirect</c>.</param>
    /// <param name="config">The property for its values.</param>
    /// <param name="values">Those that are null are left out.</param>
    public static Node.Mapping Of(Origin origin, string type, Property config, params IReadOnlyList<(Property Property, Node? Value)> values) => Nodes.Mapping(
        origin,
        Nodes.Entry(ActionShape.Type.Name, Nodes.Text(origin, type)),
        Nodes.Entry(config.Name, Nodes.Mapping(
            origin,
            [.. values.Where(item => item.Value is not null).Select(item => Nodes.Entry(item.Property.Name, item.Value!))])));

    /// <summary>One of several actions.</summary>
    public static Node.Mapping InOrder(Node.Mapping action, int order) =>
        action with { Entries = [.. action.Entries, Nodes.Entry(ActionShape.Order.Name, Nodes.Number(action.Origin, order))] };

    /// <summary>Where no annotation has the action that is named.</summary>
    public static Node.Mapping NoAction(Origin origin) => Text(origin, "503", "Backend action does not exist");

    /// <summary>Where the Service is not there.</summary>
    public static Node.Mapping NoService(Origin origin) => Text(origin, "503", "Backend service does not exist");

    /// <summary>Where a route has nothing that it could forward to.</summary>
    public static Node.Mapping NoBackend(Origin origin) => Text(origin, "500", null);

    /// <summary>Of all that is asked for over HTTP, to HTTPS.</summary>
    public static Node.Mapping RedirectToHttps(Node.Scalar port) => Of(
        port.Origin,
        ActionShape.Redirect,
        ActionShape.RedirectConfig,
        (RedirectShape.StatusCode, Nodes.Text(port.Origin, RedirectShape.Permanent)),
        (RedirectShape.Protocol, Nodes.Text(port.Origin, "HTTPS")),
        (RedirectShape.Port, Nodes.Text(port.Origin, port.Text)));

    private static Node.Mapping Text(Origin origin, string status, string? body) => Of(
        origin,
        ActionShape.FixedResponse,
        ActionShape.FixedResponseConfig,
        (FixedResponseShape.StatusCode, Nodes.Text(origin, status)),
        (FixedResponseShape.ContentType, Nodes.Text(origin, Plain)),
        (FixedResponseShape.MessageBody, body is null ? null : Nodes.Text(origin, body)));
}
