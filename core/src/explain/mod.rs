//! Why a node has a pod or not, and what blocks a rollout.
