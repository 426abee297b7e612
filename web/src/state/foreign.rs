//! Pods of nobody, as a person writes them into a form, and what is wrong with that.

use everynode_core::manifest::quantity::Quantity;
use everynode_core::sim::{Command, ForeignPod};
use std::rc::Rc;
use std::sync::Arc;

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The request for cpu.
    Cpu,
    /// The request for memory.
    Memory,
    /// Ports of the node, with commas or spaces between them.
    HostPorts,
    /// The priority.
    Priority,
    /// How many pods.
    Replicas,
}

impl Field {
    /// All of them, in order.
    pub const ALL: [Self; 5] = [Self::Cpu, Self::Memory, Self::HostPorts, Self::Priority, Self::Replicas];

    /// Its name in attributes.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cpu => "cpu",
            Self::Memory => "memory",
            Self::HostPorts => "host-ports",
            Self::Priority => "priority",
            Self::Replicas => "replicas",
        }
    }
}

/// What stands in the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form(pub [Rc<str>; 5]);

impl Default for Form {
    fn default() -> Self {
        Self(["500m", "256Mi", "", "0", "1"].map(Rc::from))
    }
}

impl Form {
    /// What stands in a field.
    pub fn text(&self, field: Field) -> &Rc<str> {
        &self.0[field as usize]
    }

    /// With another text in a field.
    #[must_use]
    pub fn with(mut self, field: Field, text: &str) -> Self {
        self.0[field as usize] = text.trim().into();
        self
    }

    /// The command that runs such pods on a node, or the first field that cannot be read.
    pub fn command(&self, node: &Arc<str>) -> Result<Command, Field> {
        let quantity = |field: Field| {
            let text = &**self.text(field);
            let is_readable = text.is_empty() || Quantity::parse(text).is_ok();
            let wanted = (!text.is_empty()).then(|| text.to_owned());
            is_readable.then_some(wanted).ok_or(field)
        };
        let ports = self.text(Field::HostPorts);
        let ports = ports.split([',', ' ']).filter(|port| !port.is_empty());
        let ports: Result<Vec<u16>, _> = ports.map(str::parse).collect();
        let host_ports = ports.ok().filter(|ports| !ports.contains(&0)).ok_or(Field::HostPorts)?;
        let pod = ForeignPod {
            cpu: quantity(Field::Cpu)?,
            memory: quantity(Field::Memory)?,
            host_ports,
            priority: self.text(Field::Priority).parse().map_err(|_| Field::Priority)?,
            ..ForeignPod::default()
        };
        let replicas = self
            .text(Field::Replicas)
            .parse()
            .ok()
            .filter(|count| (1..=500).contains(count));
        Ok(Command::RunPods {
            nodes: vec![node.clone()],
            pod,
            replicas: replicas.ok_or(Field::Replicas)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Field, Form};
    use everynode_core::sim::Command;

    fn read(changes: &[(Field, &str)]) -> Result<Command, Field> {
        let form = changes
            .iter()
            .fold(Form::default(), |form, (field, text)| form.with(*field, text));
        form.command(&"node-1".into())
    }

    #[test]
    fn a_form_becomes_pods_on_its_node() {
        let Ok(Command::RunPods { nodes, pod, replicas }) = read(&[
            (Field::Memory, ""),
            (Field::HostPorts, "9100, 9200"),
            (Field::Priority, "-5"),
            (Field::Replicas, "3"),
        ]) else {
            panic!("it can be read")
        };
        assert_eq!((&*nodes[0], nodes.len(), replicas), ("node-1", 1, 3));
        assert_eq!((pod.cpu.as_deref(), pod.memory), (Some("500m"), None));
        assert_eq!((pod.host_ports, pod.priority), (vec![9100, 9200], -5));
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        for (field, text) in [
            (Field::Cpu, "much"),
            (Field::Memory, "1GiB"),
            (Field::HostPorts, "80, http"),
            (Field::HostPorts, "70000"),
            (Field::Priority, "high"),
            (Field::Replicas, "0"),
            (Field::Replicas, "501"),
        ] {
            assert_eq!(read(&[(field, text)]), Err(field), "{text}");
        }
    }
}
