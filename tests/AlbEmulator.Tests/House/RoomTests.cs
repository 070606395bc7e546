using System.Text.RegularExpressions;

namespace AlbEmulator.Tests.House;

/// <summary>Who may name whom: so a change finds its room, and a room can be read alone.</summary>
public sealed class RoomTests
{
    /// <summary>Each room, and the rooms it may name.</summary>
    private static readonly Dictionary<string, string[]> MayName = new()
    {
        // Control time: what was asked for, and what it is compiled to.
        ["Machine"] = [],
        ["Model"] = [],
        ["Http1"] = ["Model", "Sockets"],
        ["Sockets"] = [],
        ["Descriptors"] = ["Machine"],
        ["Documents"] = ["Machine", "Model"],
        ["Shapes"] = ["Documents", "Machine", "Model"],
        ["Containers"] = ["Machine", "Outside"],
        ["Clusters"] = ["Documents", "Machine", "Model", "Outside"],
        ["Imports"] = ["Clusters", "Containers", "Documents", "Machine", "Model", "Shapes"],
        ["Topologies"] = ["Clusters", "Containers", "Documents", "Imports", "Machine", "Metrics", "Model", "Shapes"],
        ["Snapshots"] = ["Authentication", "Faults", "FrontEndConnections", "IdentityProviders", "Requests", "Model", "Topologies", "Descriptors", "Forwarding", "Health", "Listeners", "LogDelivery", "Machine", "Metrics", "Rules", "Stickiness", "TargetGroups"],
        ["Expectations"] = ["Authentication", "Documents", "Forwarding", "Machine", "Model", "Requests", "Rules", "Shapes", "Snapshots", "Stickiness", "Tracing"],
        ["Differences"] = ["Documents", "Listeners", "Model", "Requests", "Rules", "Shapes", "Snapshots"],
        ["AwsApis"] =
            ["Documents", "LogDelivery", "Machine", "Model", "Networks", "Outside", "Requests", "Shapes", "Snapshots", "Stores", "TargetGroups", "Topologies"],
        ["ControlPort"] =
            ["AccessLogs", "AwsApis", "Descriptors", "Faults", "Http1", "Journal", "LogDelivery", "Machine", "Metrics", "Model", "Outside", "Requests", "Rules", "Shapes", "Snapshots", "Stores", "TargetGroups", "Topologies", "WebConsole"],
        ["WebConsole"] = [],
        ["Manual"] = ["Machine", "Model"],
        ["Networks"] = ["Machine", "Model", "Outside", "Stores"],
        ["Health"] = ["Descriptors", "Http1", "Machine", "Model", "TargetGroups"],

        // Request time: the note pad and its connection in the middle, the steps around them.
        ["Authentication"] = ["Descriptors", "Http1", "Machine", "Metrics", "Model", "Outside", "Requests", "Stickiness", "Stores"],
        ["Requests"] = ["Faults", "FrontEndConnections", "Http1", "Machine", "Metrics", "Model", "Rules", "Snapshots", "Sockets", "Stickiness", "TargetGroups"],
        ["FrontEndConnections"] = ["Desync", "Http1", "Listeners", "Machine", "Metrics", "Model", "Requests", "Snapshots", "Sockets"],
        ["Listeners"] = ["DataFolders", "FrontEndConnections", "Http1", "Machine", "Metrics", "Model", "Requests", "Snapshots", "Stores"],
        ["Desync"] = ["Http1", "Model"],
        ["Faults"] = ["Journal", "Model", "Requests", "Rules", "Snapshots", "TargetGroups"],
        ["Tracing"] = ["Machine", "Requests"],
        ["Rules"] = ["Authentication", "Listeners", "Metrics", "Model", "Requests", "Snapshots", "Stickiness", "Forwarding"],
        ["Stickiness"] = ["Machine", "Model", "Requests", "Stores", "TargetGroups"],
        ["TargetGroups"] = ["Descriptors", "Http1", "Machine", "Model"],
        ["Forwarding"] = ["BackEndConnections", "Descriptors", "Faults", "FrontEndConnections", "Health", "Http1", "Listeners", "Machine", "Metrics", "Model", "Requests", "Snapshots", "TargetGroups", "Tracing"],
        ["BackEndConnections"] = ["Descriptors", "FrontEndConnections", "Http1", "Metrics", "Model", "Requests", "Sockets", "TargetGroups"],
        ["AccessLogs"] = ["DataFolders", "Requests", "FrontEndConnections", "LogDelivery", "Metrics", "Journal", "Terminal"],
        ["Terminal"] = ["AccessLogs", "Machine"],
        ["Journal"] = ["AccessLogs", "Faults", "FrontEndConnections", "LogDelivery", "Requests", "Rules", "Tracing"],
        ["ConnectionLogs"] = ["DataFolders", "FrontEndConnections", "Listeners", "LogDelivery"],
        ["HealthCheckLogs"] = ["DataFolders", "Topologies", "Health", "LogDelivery", "Model"],
        ["LogDelivery"] = ["DataFolders", "Machine", "Model", "Outside"],

        // What is written, and who is asked.
        ["DataFolders"] = ["Machine", "Model"],
        ["Stores"] = ["DataFolders", "Machine", "Model"],
        ["Etcd"] = ["DataFolders", "Machine", "Model", "Stores"],
        ["Outside"] = [],
        ["Trust"] = ["DataFolders", "Machine", "Model"],

        // What is sent to a load balancer and to the emulator, and in what they differ.
        ["RequestFiles"] = ["Documents", "Http1", "Machine", "Model", "Rules", "Shapes"],
        ["Comparisons"] = ["Http1", "Machine", "Model", "RequestFiles", "Rules"],

        // Who logs users in, to play with: a program of its own.
        ["IdentityProviders"] = ["Machine", "Model"],

        // Its counters are named by whoever counts; what shows them looks at who has something to tell.
        ["Metrics"] =
            ["AccessLogs", "Desync", "FrontEndConnections", "Health", "Machine", "Model", "Requests", "Rules", "TargetGroups", "Tracing"],

        // What starts it all.
        ["Commands"] =
        [
            "AwsApis", "Descriptors", "Machine", "Metrics", "Model", "Topologies", "Listeners", "Snapshots", "TargetGroups", "ConnectionLogs",
            "HealthCheckLogs", "LogDelivery", "Manual", "Rules", "Stickiness", "Networks", "DataFolders", "Documents", "Shapes", "IdentityProviders", "Trust",
            "Comparisons", "Differences", "Etcd", "Expectations", "Outside", "RequestFiles", "Sockets", "Stores", "Tracing",
        ],
    };

    [Fact]
    public void Every_room_stands_in_the_table() => Assert.Equal(SourceTree.Rooms.Order(), MayName.Keys.Order());

    [Fact]
    public void Rooms_name_only_the_rooms_they_may() =>
        Assert.Empty(
            from file in SourceTree.Emulator
            where file.Room.Length > 0
            from room in file.RoomsNamed()
            where !MayName[file.Room].Contains(room)
            select $"{file.Path} names {room}");

    [Fact]
    public void Table_allows_nothing_that_no_file_needs() =>
        Assert.Empty(
            from row in MayName
            from room in row.Value
            where !SourceTree.Emulator.Any(file => file.Room == row.Key && file.RoomsNamed().Contains(room))
            select $"{row.Key} does not name {room}");

    /// <summary>From what is asked for to those who ask: a room of the way names only rooms before it.</summary>
    [Fact]
    public void Arrows_between_the_rooms_of_a_change_go_one_way()
    {
        string[] way = ["Machine", "Model", "Documents", "Shapes", "Imports", "Topologies", "Snapshots", "AwsApis", "ControlPort", "Commands"];

        Assert.Empty(
            from room in way.Index()
            from named in MayName[room.Item]
            where Array.IndexOf(way, named) > room.Index
            select $"{room.Item} names {named}");
    }

    [Fact]
    public void Yarp_is_named_only_where_requests_are_forwarded() =>
        Assert.Empty(SourceTree.Emulator
            .Where(file => Regex.IsMatch(file.Code, @"\bYarp\."))
            .Where(file => file.Room != "Forwarding")
            .Select(file => file.Path));
}
